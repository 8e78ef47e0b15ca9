"""Addresses of gains and costs, all of them within a study."""

from django.urls import URLPattern, path

from samverkan.web.gains import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [path("", views.gains, name="list")]
