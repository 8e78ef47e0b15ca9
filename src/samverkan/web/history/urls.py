"""Addresses of the history."""

from django.urls import URLPattern, path

from samverkan.web.history import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [
    path("", views.events, name="list"),
    path("deleted/", views.deleted, name="deleted"),
    path("deleted/interview/", views.delete_interview, name="delete_interview"),
    path("deleted/restore/", views.restore, name="restore"),
    path("deleted/empty/", views.empty, name="empty"),
]
