"""Addresses of interviews."""

from django.urls import path

from samverkan.web.interviews import reviews, revisions, uploads, views

urlpatterns: list[object] = []
study_urlpatterns = [
    path("", views.interviews, name="list"),
    path("search/", views.search, name="search"),
    path("respondents/", views.respondents, name="respondents"),
    path("respondents/<int:respondent_id>/", views.respondent, name="respondent"),
    path("upload/", uploads.upload, name="upload"),
    path("upload/start/", uploads.start, name="upload_start"),
    path("upload/<int:upload_id>/piece/", uploads.piece, name="upload_piece"),
    path("upload/<int:upload_id>/finish/", uploads.finish, name="upload_finish"),
    path("upload/<int:upload_id>/again/", uploads.again, name="upload_again"),
    path("upload/<int:upload_id>/discard/", uploads.discard, name="upload_discard"),
    path("review/<int:upload_id>/", reviews.review, name="review"),
    path("review/<int:upload_id>/rest/", reviews.rest, name="review_rest"),
    path("review/<int:upload_id>/missed/", reviews.missed, name="review_missed"),
    path("review/<int:upload_id>/take-in/", reviews.take, name="take_in"),
    path("conflicts/", revisions.conflicts, name="conflicts"),
    path("conflicts/<int:excerpt_id>/", revisions.resolve, name="resolve"),
    path("<int:interview_id>/", views.read_one, name="read"),
    path("<int:interview_id>/facts/", views.facts, name="facts"),
    path("<int:interview_id>/text/", revisions.revise, name="revise"),
]
