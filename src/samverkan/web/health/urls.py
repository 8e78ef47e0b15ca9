"""Addresses of health."""

from django.urls import path

from samverkan.web.health import views

urlpatterns = [path("health/", views.page, name="page")]
