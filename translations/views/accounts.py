"""Signing in, with a second factor where somebody has one; and everyone's own account."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from translations.forms import AccountForm, CodeForm
from translations.models import Session, User
from translations.services import accounts
from translations.views.people import person

#: In the session between the password and the code: who, by which backend, where to afterwards, since when.
_PENDING = "_second_step"
_PATIENCE = 300  # seconds


class SignIn(views.LoginView):
    redirect_authenticated_user = True
    extra_context = {"mail_works": settings.MAIL_WORKS}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        if accounts.second_factor(user) is None:
            return super().form_valid(form)
        self.request.session[_PENDING] = [user.pk, user.backend, self.get_success_url(), time.time()]
        return HttpResponseRedirect(reverse("second-step"))


@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for the authenticator's code; nobody is signed in before it is right."""
    pk, backend, then, since = request.session.get(_PENDING) or (0, "", "", 0.0)
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or time.time() - since > _PATIENCE:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if accounts.passes(user, form.cleaned_data["code"]):
            del request.session[_PENDING]
            login(request, user, backend=backend)
            return HttpResponseRedirect(then)
        user_login_failed.send(__name__, credentials={"username": user.get_username()}, request=request)
    wrong = request.method == "POST"
    return render(request, "account/code.html", {"wrong": wrong}, status=422 if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = AccountForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account")
    context = {
        "form": form,
        "factor": accounts.second_factor(user),
        "sessions": Session.objects.filter(person=user).order_by("-started_at"),
        "here": request.session.session_key,
    }
    return render(request, "account/account.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends the one that is named, or all but this one."""
    here, only = request.session.session_key or "", request.POST.get("session", "")
    count = accounts.end_sessions(person(request), by=person(request), keep=here, only=only)
    messages.success(request, _("%(count)s sessions ended.") % {"count": count})
    return redirect("account")


@login_required
@require_safe
def set_up_factor(request: HttpRequest) -> HttpResponse:
    return _show_factor(request)


@login_required
@require_POST
def confirm_factor(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    codes = accounts.confirm_factor(person(request), form.cleaned_data["code"]) if form.is_valid() else []
    if not codes:
        return _show_factor(request, wrong=True)
    response = render(request, "account/recovery.html", {"codes": codes})
    response["Cache-Control"] = "no-store"
    return response


def _show_factor(request: HttpRequest, *, wrong: bool = False) -> HttpResponse:
    user = person(request)
    device = (accounts.proposed_factor(user) if wrong else None) or accounts.propose_factor(user)
    picture = segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2, light="white")
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    context = {"picture": picture, "secret": secret, "wrong": wrong}
    response = render(request, "account/factor.html", context, status=422 if wrong else 200)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def drop_factor(request: HttpRequest) -> HttpResponse:
    """Asks for a code once more: an open screen must not be enough."""
    form = CodeForm(request.POST)
    user = person(request)
    if form.is_valid() and accounts.passes(user, form.cleaned_data["code"]):
        accounts.drop_factor(user, by=user)
        messages.success(request, _("From now on the password alone is enough."))
    else:
        messages.error(request, _("That code is not right. The second step stays on."))
    return redirect("account")


class Forgotten(views.PasswordResetView):
    """Mails a link, and says the same whether anybody has that address. Not there where mail is not set up."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.MAIL_WORKS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        address = form.cleaned_data["email"].lower()
        if not accounts.may_ask_again(address, self.request):
            return HttpResponseRedirect(self.get_success_url())
        site = urlsplit(settings.SITE_URL)  # not the Host header: the link must lead to us
        self.extra_email_context = {
            "domain": site.netloc,
            "protocol": site.scheme,
            "site_name": settings.SITE_NAME,
        }
        return super().form_valid(form)


class NewPassword(views.PasswordResetConfirmView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        accounts.password_changed(form.user, how="link")
        return response


class ChangePassword(views.PasswordChangeView):
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        accounts.password_changed(person(self.request), how="account page")
        messages.success(self.request, _("The new password holds. Other browsers are signed out."))
        return response
