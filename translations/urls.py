"""Addresses of the desk, the API and the operators' board."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path

from translations.api import api
from translations.views import decide, draft, health, hub, late, memory, metrics, ops, partner, queue, terms

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("next/", queue.next_draft, name="next"),
    path("drafts/<int:translation_id>/", draft.draft, name="draft"),
    path("drafts/<int:translation_id>/publish/", decide.publish, name="publish"),
    path("drafts/<int:translation_id>/accept/", decide.accept_all, name="accept-all"),
    path("drafts/<int:translation_id>/reject/", decide.reject, name="reject"),
    path("drafts/<int:translation_id>/reopen/", decide.reopen, name="reopen"),
    path("drafts/<int:translation_id>/retranslate/", decide.retranslate, name="retranslate"),
    path("drafts/<int:translation_id>/withdraw/", decide.withdraw, name="withdraw"),
    path("segments/<int:segment_id>/", draft.save_segment, name="segment"),
    path("segments/<int:segment_id>/memory/", memory.suggestions, name="segment-memory"),
    path("terms/", terms.term_list, name="terms"),
    path("terms/new/", terms.new_term, name="new-term"),
    path("terms/import/", terms.import_file, name="import-terms"),
    path("terms/terms.<str:kind>", terms.export_file, name="export-terms"),
    path("terms/<int:term_id>/", terms.term, name="term"),
    path("terms/<int:term_id>/<str:decision>/", terms.decide, name="decide-term"),
    path("ops/", ops.board, name="ops"),
    path("ops/articles/<int:translation_id>/", late.article, name="late"),
    path("ops/replay/", ops.replay, name="replay"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", api.urls),
    path("hub", hub.ask, name="hub"),
    path("hub/p/<str:token>", hub.ask, name="private-hub"),
    path("partner/<str:token>/", partner.page, name="partner"),
    path("partner/<str:token>/feeds.opml", partner.opml, name="partner-opml"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", auth.PasswordChangeView.as_view(success_url="/"), name="password"),
    path("language/", include("django.conf.urls.i18n")),
]
