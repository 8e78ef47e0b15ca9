"""Addresses of evaluations."""

from django.urls import URLPattern, path

from samverkan.web.report import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [
    path("", views.runs, name="list"),
    path("start/", views.start, name="start"),
    path("<int:run_id>/", views.line, name="line"),
    path("<int:run_id>/stop/", views.stop, name="cancel"),
    path("<int:run_id>/<str:name>", views.file, name="file"),
]
