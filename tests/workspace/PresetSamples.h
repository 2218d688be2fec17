// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// Two right presets that name every member there is. Quotes are written as apostrophes.
inline constexpr char overHttp[] =
    "{ '$schema': 'x', 'andon_gateway': 1, 'name': 'n', 'title': 't', 'transport': 'http',\n"
    "  'credential': { 'header': 'X-Key', 'scheme': 'Bearer' }, 'notes': [ 'a note' ],\n"
    "  'variables': { 'stable': { 'title': 's', 'optional': false }, 'canary': { 'title': 'c', 'optional': true } },\n"
    "  'reads': { 'state': { 'method': 'GET', 'path': '/state/{stable}', 'headers': { 'Accept': 'application/json' },\n"
    "                        'decode': 'json', 'needs': 'stable', 'unless': 'canary' } },\n"
    "  'state': {\n"
    "    'weights': 'percent',\n"
    "    'versions': [ { 'id': '{stable}', 'role': 'stable', 'remainder': true },\n"
    "                  { 'id': { 'read': 'state', 'pointer': '/canary' }, 'role': 'canary', 'weight': [ { 'read': 'state', 'pointer': '/weight',\n"
    "                      'select': { 'list': '/list', 'where': { '/id': '{canary}' }, 'count': true }, 'regex': '(x)', 'as': 'number',\n"
    "                      'divided_by': 2, 'map': { '1': 2 }, 'when': { '/kind': '{canary}' }, 'percent_of': '/all', 'otherwise': 0, 'say': '% of it' }, 0 ] } ],\n"
    "    'rollout': { 'phase': 'none', 'message': 'm', 'steps': { 'read': 'state', 'pointer': '/steps' }, 'steps_form': 'argo', 'current_step': 0,\n"
    "                 'step_started_at': 'x', 'generation': 1, 'observed_generation': 1 },\n"
    "    'degrade': { 'level': 0, 'levels': [ { 'level': 0, 'title': 'normal' } ] },\n"
    "    'throttle': { 'requests_per_second': 1, 'unlimited': 100 },\n"
    "    'drift': { 'desired': 'a', 'running': 'b', 'reapplier': 'c' },\n"
    "    'resources': { 'routing': { 'version': { 'read': 'state', 'pointer': '/v' }, 'stamp': 's', 'actor': 'a', 'changed_at': 't' },\n"
    "                   'degrade': { 'version': 'v' }, 'throttle': { 'version': 'v' }, 'rollout': { 'version': 'v' } } },\n"
    "  'actions': {\n"
    "    'rollback': { 'tier': 'A', 'settle_seconds': 1, 'hold_seconds': 1, 'server_timeout_seconds': 1, 'lost_on': 'a reload', 'conflict': [ 409 ],\n"
    "      'let': { 'made': { 'of': 'level', 'times': 2, 'map': { '0': '{stable}' }, 'otherwise': 1 },\n"
    "               'seen': { 'read': 'state', 'pointer': '/seen' } },\n"
    "      'refuse': [ { 'when': { 'read': 'state', 'pointer': '/busy' }, 'words': 'It is busy.' } ],\n"
    "      'fence': [ { 'method': 'PUT', 'path': '/fence' } ],\n"
    "      'send': [ { 'method': 'PUT', 'path': '/{stable}', 'headers': { 'If-Match': '{if_match}', 'Idempotency-Key': '{op_id}' },\n"
    "                  'body': { 'weight': '{canary_weight}', '{canary}': '{made}' }, 'accepted': [ 200 ], 'refused': [ 503 ],\n"
    "                  'capture': { 'id': '/id' }, 'decode': 'text', 'needs': 'canary', 'unless': 'made' },\n"
    "                { 'method': 'POST', 'path': '/{id}' } ] },\n"
    "    'degrade': { 'absent': 'It cannot.' }, 'throttle': { 'absent': 'It cannot.' }, 'promote': { 'absent': 'It cannot.' },\n"
    "    'pause': { 'absent': 'It cannot.' }, 'resume': { 'absent': 'It cannot.' } },\n"
    "  'probe': { 'request': { 'method': 'GET', 'path': '/chat' }, 'address': 'stable', 'version': { 'read': 'probe', 'pointer': '/version' } } }\n";
inline constexpr char overLines[] =
    "{ 'andon_gateway': 1, 'name': 'n', 'title': 't', 'transport': 'line',\n"
    "  'variables': { 'server': { 'title': 's' } },\n"
    "  'reads': { 'weight': { 'line': 'get weight {server}', 'decode': 'text', 'needs': 'server', 'unless': 'server' } },\n"
    "  'state': { 'versions': [] },\n"
    "  'actions': {\n"
    "    'rollback': { 'tier': 'C', 'send': [ { 'line': 'set weight {server} {canary_weight}', 'accepted_reply': '^ok', 'decode': 'text', 'needs': 'server', 'unless': 'server' } ] },\n"
    "    'degrade': { 'absent': 'It cannot.' }, 'throttle': { 'absent': 'It cannot.' }, 'promote': { 'absent': 'It cannot.' },\n"
    "    'pause': { 'absent': 'It cannot.' }, 'resume': { 'absent': 'It cannot.' } } }\n";

} // namespace andon
