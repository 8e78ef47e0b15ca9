"""Addresses of the survey, all of them within a study."""

from django.urls import URLPattern, path

from samverkan.web.survey import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [path("", views.survey, name="list")]
