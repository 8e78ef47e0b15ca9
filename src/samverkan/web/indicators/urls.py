"""Addresses of key figures and costs, all of them within a study."""

from django.urls import URLPattern, path

from samverkan.web.indicators import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [path("", views.indicators, name="list")]
