"""Addresses of findings, all of them within a study."""

from django.urls import URLPattern, path

from samverkan.web.findings import views

urlpatterns: list[URLPattern] = []
study_urlpatterns = [
    path("", views.findings, name="list"),
    path("add/", views.add, name="add"),
    path("<int:number>/", views.finding, name="finding"),
    path("<int:number>/remove/", views.remove, name="remove"),
]
