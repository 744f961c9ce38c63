"""Gives publications from before there were places theirs, in their order."""

from __future__ import annotations

from django.db import migrations


def file_everything(apps, schema_editor):
    Publication = apps.get_model("translations", "Publication")
    Feed, Item = apps.get_model("feeds", "Feed"), apps.get_model("feeds", "Item")
    from feeds.categories import by_key

    feeds, gone_to, items = {}, {}, []
    out = Publication.objects.order_by("pk").select_related("revision").defer("content", "revision__blocks")
    for publication in out.iterator(chunk_size=500):
        label_of = {"": "", **by_key(publication.revision.categories)}
        article = (publication.article_id, publication.language)
        categories = gone_to.setdefault(article, {})
        categories.update({key: None for key in label_of if key not in categories})
        for category in categories:
            feed = feeds.get((publication.language, category))
            if feed is None:
                feed = Feed.objects.create(
                    language=publication.language,
                    category=category,
                    label=label_of.get(category, "")[:200],
                    changed_at=publication.updated_at,
                )
                feeds[publication.language, category] = feed
            feed.size += 1
            feed.changed_at = max(feed.changed_at, publication.updated_at)
            items.append(Item(feed=feed, position=feed.size, publication=publication))
        if len(items) > 500:
            Item.objects.bulk_create(items)
            items = []
    Item.objects.bulk_create(items)
    for feed in feeds.values():
        feed.version = 1
        feed.save()


class Migration(migrations.Migration):
    dependencies = [("feeds", "0001_places")]
    operations = [migrations.RunPython(file_everything, migrations.RunPython.noop, elidable=True)]
