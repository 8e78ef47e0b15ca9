"""Addresses of the comparison."""

from django.urls import URLPattern, path

from samverkan.web.comparison import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [
    path("matrix/", views.matrix, name="matrix"),
    path("cell/", views.cell, name="cell"),
    path("matrix/file/", views.export, name="export"),
]
