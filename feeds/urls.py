"""Addresses that partners keep: they must not change."""

from __future__ import annotations

from django.urls import path, re_path

from feeds import views

app_name = "feeds"
_FORM = r"\.(?P<form>atom|json|ninjs)"
_LANGUAGE, _CATEGORY = r"(?P<language>[A-Za-z0-9-]{1,35})", r"(?P<category>[^/.]{1,100})"
_ARCHIVE = r"archive/(?P<number>[1-9][0-9]{0,8})\.atom"
#: A partner's private address has its secret before the feed.
_PRIVATE = r"(?:p/(?P<token>[A-Za-z0-9_-]{20,100})/)?"
urlpatterns = [
    path("feeds/", views.feed_list, name="list"),
    path("feeds/opml", views.opml_list, name="opml"),
    path("feeds/<str:language>.atom", views.feed, name="atom"),
    re_path(rf"^feeds/{_PRIVATE}{_LANGUAGE}{_FORM}\Z", views.feed, name="feed"),
    re_path(rf"^feeds/{_PRIVATE}{_LANGUAGE}/{_CATEGORY}{_FORM}\Z", views.feed, name="category"),
    re_path(rf"^feeds/{_PRIVATE}{_LANGUAGE}/{_ARCHIVE}\Z", views.archive, name="archive"),
    re_path(rf"^feeds/{_PRIVATE}{_LANGUAGE}/{_CATEGORY}/{_ARCHIVE}\Z", views.archive, name="category-archive"),
    path("articles/<uuid:uuid>/<str:language>/", views.article, name="article"),
    path("articles/<uuid:uuid>/<str:language>/<int:number>/", views.version, name="version"),
]
