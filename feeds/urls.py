"""Addresses that partners keep: they must not change."""

from __future__ import annotations

from django.urls import path

from feeds import views

app_name = "feeds"
urlpatterns = [
    path("feeds/", views.feed_list, name="list"),
    path("feeds/<str:language>.atom", views.atom_feed, name="atom"),
    path("articles/<uuid:uuid>/<str:language>/", views.article, name="article"),
]
