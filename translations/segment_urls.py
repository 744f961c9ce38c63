"""Addresses of one sentence of a draft, below its number."""

from __future__ import annotations

from django.urls import URLPattern, path

from translations.views import commands, comments, memory, segments, tracing

urlpatterns: list[URLPattern] = [
    path("", segments.save, name="segment"),
    path("memory/", memory.suggestions, name="segment-memory"),
    path("repair/", commands.repair, name="repair-segment"),
    path("dismiss/", commands.dismiss, name="dismiss-flag"),
    path("restore/", commands.restore, name="restore-flag"),
    path("mark/", commands.mark, name="mark-segment"),
    path("split/", commands.split, name="split-segment"),
    path("merge/", commands.merge, name="merge-segment"),
    path("comments/", comments.of_segment, name="segment-comments"),
    path("machine/", tracing.machine, name="segment-machine"),
    path("history/", tracing.history, name="segment-history"),
    path("revert/", commands.revert, name="revert-segment"),
]
