"""Addresses of studies."""

from django.urls import path

from samverkan.web.study import views

urlpatterns = [
    path("", views.studies, name="list"),
    path("s/<int:study_id>/", views.overview, name="overview"),
]
