"""The peer in Python: Django's ORM and templates with 33 rows for each signed-in person, run by gunicorn behind nginx."""
import os, time

import django
from django.conf import settings

HERE = os.path.dirname(os.path.abspath(__file__))
settings.configure(
    DEBUG=False, SECRET_KEY='x' * 50, ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__, USE_TZ=True, INSTALLED_APPS=[],
    LOGGING_CONFIG=None, DEFAULT_AUTO_FIELD='django.db.models.AutoField',
    MIDDLEWARE=['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware',
                'django.middleware.csrf.CsrfViewMiddleware', 'django.middleware.clickjacking.XFrameOptionsMiddleware'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': os.environ['BENCH_WORK'] + '/peers.sqlite', 'CONN_MAX_AGE': None}},
    TEMPLATES=[{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': [HERE + '/templates'], 'OPTIONS': {'context_processors': []}}])
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


class User(models.Model):
    name = models.TextField()
    email = models.TextField()

    class Meta: app_label = 'bench'; managed = False; db_table = 'users'


class Session(models.Model):
    token = models.TextField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    csrf = models.TextField()
    expires = models.IntegerField()

    class Meta: app_label = 'bench'; managed = False; db_table = 'sessions'


class Setting(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    pos = models.IntegerField(primary_key=True)
    skey = models.TextField()
    value = models.TextField()
    descr = models.TextField()
    updated = models.IntegerField()

    class Meta: app_label = 'bench'; managed = False; db_table = 'settings'


def session_of(request, sessions=Session.objects):
    return sessions.filter(token=request.COOKIES.get('sid', ''), expires__gt=int(time.time())).first()


def show_settings(request):
    session = session_of(request, Session.objects.select_related('user'))
    if session is None:
        return HttpResponse('login', status=401)
    rows = Setting.objects.filter(user_id=session.user_id).order_by('pos')
    return render(request, 'page.html', {'name': session.user.name, 'csrf': session.csrf, 'rows': rows})


@csrf_exempt
def save_setting(request):
    session = session_of(request)
    if session is None:
        return HttpResponse('login', status=401)
    Setting.objects.filter(user_id=session.user_id, pos=1).update(value=request.POST['value'], updated=int(time.time()))
    return HttpResponseRedirect('/settings')


urlpatterns = [path('settings', show_settings), path('save', save_setting)]
application = get_wsgi_application()
