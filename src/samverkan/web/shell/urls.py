"""Addresses of the frame."""

from django.urls import path

from samverkan.web.shell import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("preferences", views.preferences, name="preferences"),
]
