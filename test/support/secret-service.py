#!/usr/bin/python3
"""A Secret Service (https://specifications.freedesktop.org/secret-service) that misbehaves as it is told.

Usage: secret-service.py MODE [SECONDS]; prints `ready` when it owns the name. Modes:
  dismiss      locked; the window is closed as soon as it opens
  never        locked; the window is never answered
  unlock       locked; the window is answered after SECONDS
  slow         unlocked; every call takes SECONDS
  die-open     ends when a session is opened
  die-search   ends when an item is looked for
  die-create   ends when an item is created
  late-create  unlocked; an item is made SECONDS after it was asked for, while others are served; the files `creating` and
               `created` say when. Canaries are made at once
"""
import os
import sys
import time

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

mode = sys.argv[1]
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0

SECRETS = 'org.freedesktop.Secret'
ROOT = '/org/freedesktop/secrets'
COLLECTION = ROOT + '/collection/login'
NO_OBJECT = dbus.ObjectPath('/')


class State:
    locked = mode in ('dismiss', 'never', 'unlock')
    items = {}
    count = 0


def begin(call):
    """What every call goes through first."""
    if mode == 'slow':
        time.sleep(seconds)
    if mode == 'die-' + call:
        os._exit(1)


class Prompt(dbus.service.Object):
    def __init__(self, bus, paths):
        State.count += 1
        self.paths = paths
        super().__init__(bus, '%s/prompt/p%d' % (ROOT, State.count))

    @dbus.service.method(SECRETS + '.Prompt', in_signature='s')
    def Prompt(self, window):
        open('prompting', 'w').close()
        if mode == 'dismiss':
            GLib.idle_add(self.Completed, True, dbus.Array([], signature='o', variant_level=1))
        elif mode == 'unlock':
            GLib.timeout_add(int(seconds * 1000), self.unlock)

    def unlock(self):
        State.locked = False
        self.Completed(False, dbus.Array(self.paths, signature='o', variant_level=1))
        return False

    @dbus.service.method(SECRETS + '.Prompt')
    def Dismiss(self):
        pass

    @dbus.service.signal(SECRETS + '.Prompt', signature='bv')
    def Completed(self, dismissed, result):
        pass


class Item(dbus.service.Object):
    def __init__(self, bus, attributes, value):
        State.count += 1
        self.attributes = attributes
        self.value = value
        self.path = '%s/i%d' % (COLLECTION, State.count)
        super().__init__(bus, self.path)

    @dbus.service.method(SECRETS + '.Item', in_signature='o', out_signature='(oayays)')
    def GetSecret(self, session):
        begin('read')
        return (session, dbus.ByteArray(b''), dbus.ByteArray(self.value), 'text/plain')

    @dbus.service.method(SECRETS + '.Item', out_signature='o')
    def Delete(self):
        begin('delete')
        State.items.pop(self.path, None)
        self.remove_from_connection()
        return NO_OBJECT

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature='ss', out_signature='v')
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        return {
            'Locked': State.locked,
            'Attributes': dbus.Dictionary(self.attributes, signature='ss'),
            'Label': '',
            'Created': dbus.UInt64(0),
            'Modified': dbus.UInt64(0),
        }


class Collection(dbus.service.Object):
    def __init__(self, bus, path):
        self.bus = bus
        super().__init__(bus, path)

    @dbus.service.method(
        SECRETS + '.Collection', in_signature='a{sv}(oayays)b', out_signature='oo', async_callbacks=('answer', 'refuse')
    )
    def CreateItem(self, properties, secret, replace, answer, refuse):
        begin('create')
        if State.locked:
            locked = 'Cannot create an item in a locked collection'
            refuse(dbus.DBusException(locked, name=SECRETS + '.Error.IsLocked'))
            return
        attributes = {str(k): str(v) for k, v in properties.get(SECRETS + '.Item.Attributes', {}).items()}
        value = bytes(bytearray(secret[2]))
        if mode != 'late-create' or attributes.get('account', '').startswith('canary'):
            answer(self.create(attributes, value), NO_OBJECT)
            return

        def late():
            path = self.create(attributes, value)
            open('created', 'w').close()
            answer(path, NO_OBJECT)
            return False

        GLib.timeout_add(int(seconds * 1000), late)
        open('creating', 'w').close()

    def create(self, attributes, value):
        for item in State.items.values():
            if item.attributes == attributes:
                item.value = value
                return item.path
        item = Item(self.bus, attributes, value)
        State.items[item.path] = item
        return item.path

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        return {'Locked': State.locked, 'Label': 'login', 'Items': dbus.Array(list(State.items), signature='o')}


class Service(dbus.service.Object):
    def __init__(self, bus):
        self.bus = bus
        super().__init__(bus, ROOT)

    @dbus.service.method(SECRETS + '.Service', in_signature='sv', out_signature='vo')
    def OpenSession(self, algorithm, value):
        begin('open')
        if algorithm != 'plain':
            raise dbus.DBusException('plain alone', name='org.freedesktop.DBus.Error.NotSupported')
        return dbus.String('', variant_level=1), dbus.ObjectPath(ROOT + '/session/s1')

    @dbus.service.method(SECRETS + '.Service', in_signature='a{ss}', out_signature='aoao')
    def SearchItems(self, attributes):
        begin('search')
        wanted = {str(k): str(v) for k, v in attributes.items()}
        found = [p for p, i in State.items.items() if all(i.attributes.get(k) == v for k, v in wanted.items())]
        if State.locked:
            # As for somebody whose secrets are there: what is looked for is among what is locked.
            return [], found or [COLLECTION + '/locked']
        return found, []

    @dbus.service.method(SECRETS + '.Service', in_signature='ao', out_signature='aoo')
    def Unlock(self, objects):
        begin('unlock')
        if not State.locked:
            return objects, NO_OBJECT
        return dbus.Array([], signature='o'), Prompt(self.bus, objects).__dbus_object_path__

    @dbus.service.method(SECRETS + '.Service', in_signature='aoo', out_signature='a{o(oayays)}')
    def GetSecrets(self, items, session):
        begin('read')
        secrets = {
            path: (session, dbus.ByteArray(b''), dbus.ByteArray(State.items[path].value), 'text/plain')
            for path in items
            if path in State.items
        }
        return dbus.Dictionary(secrets, signature='o(oayays)')

    @dbus.service.method(SECRETS + '.Service', in_signature='s', out_signature='o')
    def ReadAlias(self, name):
        begin('alias')
        return COLLECTION

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        return {'Collections': dbus.Array([COLLECTION], signature='o')}


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
session_bus = dbus.SessionBus()
name = dbus.service.BusName('org.freedesktop.secrets', session_bus)
Service(session_bus)
Collection(session_bus, COLLECTION)
Collection(session_bus, ROOT + '/aliases/default')
if State.locked:
    Item(session_bus, {}, b'')  # Something at the path that a search names.
print('ready', flush=True)
GLib.MainLoop().run()
