"""Which address leads where."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("translations.urls")),
    path("", include("feeds.urls")),
    path("admin/", admin.site.urls),
]
