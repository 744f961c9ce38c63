from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("translations", "0004_terms")]

    operations = [
        migrations.AddField("segment", "marks", models.JSONField(default=list)),
        migrations.AddField("segment", "risk", models.FloatField(default=0)),
        migrations.AddField("translation", "risk", models.FloatField(default=0)),
    ]
