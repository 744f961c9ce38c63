"""The translation memory; whose words a draft was, and what its source said before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('translations', '0005_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='segment',
            name='earlier_source',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='segment',
            name='origin',
            field=models.CharField(choices=[('machine', 'machine'), ('approved', 'approved'), ('context', 'context'), ('memory', 'memory')], default='machine', max_length=10),
        ),
        migrations.CreateModel(
            name='MemorySource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(max_length=20)),
                ('target_language', models.CharField(max_length=20)),
                ('digest', models.BigIntegerField()),
                ('text', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest', 'source_language', 'target_language'), name='one_memory_source_per_text')],
            },
        ),
        migrations.CreateModel(
            name='MemoryBand',
            fields=[
                ('pk', models.CompositePrimaryKey('key', 'source_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.BigIntegerField()),
                ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='translations.memorysource')),
            ],
        ),
        migrations.CreateModel(
            name='MemoryUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.TextField()),
                ('before', models.BigIntegerField(null=True)),
                ('after', models.BigIntegerField(null=True)),
                ('origin', models.CharField(blank=True, max_length=300)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('superseded', models.BooleanField(default=False)),
                ('article', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='translations.article')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='units', to='translations.memorysource')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('superseded', False)), fields=['source'], name='live_units')],
            },
        ),
    ]
