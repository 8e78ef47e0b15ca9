"""Addresses of findings, all of them within a study."""

from django.urls import URLPattern, path

from samverkan.web.findings import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [path("", views.findings, name="list")]
