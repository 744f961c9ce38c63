"""Everything, as of the first release."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import translations.states
import translations.types
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('external_id', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=20)),
                ('received_at', models.DateTimeField()),
                ('retracted_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('enabled', models.BooleanField(default=True)),
                ('rate', models.PositiveIntegerField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('seen_at', models.DateTimeField()),
                ('detail', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('push', 'pushes articles to the API'), ('pull', 'has an RSS or Atom feed that we poll'), ('files', 'files handed to `songngu ingest`')], max_length=10)),
                ('language', models.CharField(default='vi', max_length=20)),
                ('targets', models.JSONField(blank=True, default=list)),
                ('policy', models.CharField(choices=[('reviewed', 'publish only what a person approved'), ('machine', 'publish machine drafts, labelled, until a person approves them')], default='reviewed', max_length=10)),
                ('enabled', models.BooleanField(default=True)),
                ('token_hash', models.CharField(blank=True, db_index=True, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('url', models.URLField(blank=True, max_length=2000)),
                ('poll_minutes', models.PositiveIntegerField(default=15)),
                ('etag', models.CharField(blank=True, max_length=500)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('next_poll_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('last_polled_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
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
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('basic', 'user name and password'), ('bearer', 'bearer token'), ('url', 'private feed address'), ('page', "the partner's page")], max_length=10)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('hint', models.CharField(max_length=8)),
                ('created_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('agent', models.CharField(blank=True, max_length=200)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credentials', to='translations.partner')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('url', models.URLField(blank=True, max_length=2000)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('byline', models.CharField(blank=True, max_length=500)),
                ('published_at', models.DateTimeField()),
                ('blocks', models.JSONField()),
                ('categories', models.JSONField(default=list)),
                ('media', models.JSONField(default=list)),
                ('received_at', models.DateTimeField()),
                ('embargo_until', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='translations.article')),
            ],
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('tier', models.CharField(choices=[('original', 'original'), ('machine', 'machine'), ('reviewed', 'reviewed')], max_length=10)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('content', models.TextField(blank=True)),
                ('updated_at', models.DateTimeField()),
                ('signature', models.CharField(blank=True, max_length=300)),
                ('reviewer', models.CharField(blank=True, max_length=200)),
                ('correction', models.TextField(blank=True)),
                ('retracted', models.BooleanField(default=False)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='translations.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translations.revision')),
            ],
        ),
        migrations.CreateModel(
            name='PendingRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=20)),
                ('tier', models.CharField(choices=[('original', 'original'), ('machine', 'machine'), ('reviewed', 'reviewed')], max_length=10)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('content', models.TextField(blank=True)),
                ('signature', models.CharField(blank=True, max_length=300)),
                ('correction', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('release_at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pending', to='translations.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translations.revision')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translations.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='translations.source'),
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('websub', 'WebSub subscriber'), ('webhook', 'signed webhook'), ('hub', 'external hub')], max_length=10)),
                ('state', models.CharField(choices=[('pending', 'waits for confirmation'), ('active', 'active'), ('ended', 'ended')], default='pending', max_length=10)),
                ('callback', models.URLField(max_length=2000)),
                ('host', models.CharField(max_length=255)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('topic', models.CharField(blank=True, max_length=2000)),
                ('language', models.CharField(blank=True, max_length=20)),
                ('category', models.CharField(blank=True, max_length=100)),
                ('secret', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('paused_until', models.DateTimeField(blank=True, null=True)),
                ('last_success_at', models.DateTimeField(blank=True, null=True)),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='translations.partner')),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('send', 'publication'), ('verify', 'confirmation'), ('deny', 'refusal')], default='send', max_length=10)),
                ('request', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('sending', 'being sent'), ('done', 'delivered'), ('dropped', 'dropped'), ('dead', 'failed')], default='queued', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('last_error', models.TextField(blank=True)),
                ('lease_token', models.CharField(blank=True, max_length=32)),
                ('lease_until', models.DateTimeField(null=True)),
                ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='translations.publication')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='translations.subscription')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(max_length=20)),
                ('target_language', models.CharField(max_length=20)),
                ('source', models.CharField(max_length=300)),
                ('key', models.CharField(max_length=400)),
                ('target', models.CharField(max_length=300)),
                ('admitted', models.JSONField(blank=True, default=list)),
                ('forbidden', models.JSONField(blank=True, default=list)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('domain', models.CharField(blank=True, max_length=100)),
                ('status', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved'), ('retired', 'retired')], default='proposed', max_length=10)),
                ('plain', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'permissions': [('approve_term', 'Approve, change and retire terms')],
            },
        ),
        migrations.CreateModel(
            name='TermChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=10)),
                ('fields', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='translations.term')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=20)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('translating', 'translating'), ('review', 'review'), ('published', 'published'), ('rejected', 'rejected'), ('failed', 'failed'), ('withdrawn', 'withdrawn')], default=translations.states.State['QUEUED'], max_length=20)),
                ('version', models.PositiveIntegerField(default=0)),
                ('priority', models.PositiveSmallIntegerField(default=translations.types.Priority['NORMAL'])),
                ('created_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('lease_token', models.CharField(blank=True, max_length=32)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('lease_holder', models.CharField(blank=True, max_length=100)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('signature', models.CharField(blank=True, max_length=300)),
                ('words', models.PositiveIntegerField(default=0)),
                ('doubts', models.PositiveIntegerField(default=0)),
                ('risk', models.FloatField(default=0)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='translations.article')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translations.revision')),
            ],
            options={
                'permissions': [('publish', 'Publish, reject and withdraw'), ('operate', 'Replay, cancel and watch jobs')],
            },
        ),
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('block', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('headline', 'headline'), ('summary', 'summary'), ('heading', 'heading'), ('paragraph', 'paragraph'), ('quote', 'quote'), ('list_item', 'list_item'), ('caption', 'caption'), ('image', 'image')], max_length=20)),
                ('source', models.TextField()),
                ('earlier_source', models.TextField(blank=True)),
                ('origin', models.CharField(choices=[('machine', 'machine'), ('approved', 'approved'), ('context', 'context'), ('memory', 'memory')], default=translations.types.Origin['MACHINE'], max_length=10)),
                ('machine', models.TextField(blank=True)),
                ('target', models.TextField(blank=True)),
                ('score', models.FloatField(null=True)),
                ('flags', models.JSONField(default=list)),
                ('risk', models.FloatField(default=0)),
                ('marks', models.JSONField(default=list)),
                ('accepted', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('translation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='segments', to='translations.translation')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20)),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('translation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='translations.translation')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField()),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('accepted', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translations.revision')),
                ('segment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='edits', to='translations.segment')),
                ('translation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='translations.translation')),
            ],
            options={
                'ordering': ['id'],
            },
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
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=20)),
                ('category', models.CharField(blank=True, max_length=100)),
                ('tier', models.CharField(choices=[('machine', 'everything, machine translations labelled'), ('reviewed', 'only what a person has read'), ('original', 'only originals')], default=translations.types.Tier['REVIEWED'], max_length=10)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='products', to='translations.partner')),
            ],
            options={
                'ordering': ['language', 'category'],
                'constraints': [models.UniqueConstraint(fields=('partner', 'language', 'category'), name='one_product_per_feed')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=20)),
                ('published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='translations.article')),
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='translations.publication')),
            ],
            options={
                'indexes': [models.Index(fields=['language', '-updated_at', '-id'], name='feed_order')],
                'constraints': [models.UniqueConstraint(fields=('article', 'language'), name='one_entry_per_language')],
            },
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_revision_per_number'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('article', 'language', 'number'), name='one_publication_per_number'),
        ),
        migrations.AddIndex(
            model_name='pendingrelease',
            index=models.Index(fields=['release_at'], name='pending_due'),
        ),
        migrations.AddConstraint(
            model_name='pendingrelease',
            constraint=models.UniqueConstraint(fields=('article', 'language'), name='one_pending_per_language'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='one_article_per_external_id'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['language'], name='listening'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['lease_until'], name='lease_ends'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['not_before'], name='deliverable'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['subscription', 'lease_until'], name='delivery_leased'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('finished_at__isnull', False)), fields=['finished_at'], name='delivery_finished'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('subscription', 'publication'), name='one_delivery_per_publication'),
        ),
        migrations.AddIndex(
            model_name='term',
            index=models.Index(fields=['source_language', 'target_language', 'status'], name='terms_of_pair'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('source_language', 'target_language', 'key'), name='one_entry_per_term'),
        ),
        migrations.AddIndex(
            model_name='translation',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['priority', 'created_at'], name='runnable'),
        ),
        migrations.AddIndex(
            model_name='translation',
            index=models.Index(condition=models.Q(('state', 'translating')), fields=['lease_until'], name='leased'),
        ),
        migrations.AddIndex(
            model_name='translation',
            index=models.Index(fields=['state', 'language', 'priority', 'moved_at'], name='by_state'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('article', 'language'), name='one_translation_per_language'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.UniqueConstraint(fields=('translation', 'position'), name='one_segment_per_position'),
        ),
    ]
