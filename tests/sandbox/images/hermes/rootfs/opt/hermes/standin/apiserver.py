"""The API server platform: of it, what tells health."""

import os

from . import VERSION, home, http

PLACEHOLDERS = {"changeme", "change-me", "your-api-key", "your_api_key", "placeholder", "example", "secret", "password"}


def settings(config):
    given = home.section(config, "platforms", "api_server")
    extra = home.section(given, "extra")
    return {"enabled": home.flag("API_SERVER_ENABLED") or bool(os.environ.get("API_SERVER_KEY")) or bool(given.get("enabled")),
            "host": os.environ.get("API_SERVER_HOST") or str(extra.get("host") or "127.0.0.1"),
            "port": int(os.environ.get("API_SERVER_PORT") or extra.get("port") or 8642),
            "key": os.environ.get("API_SERVER_KEY") or str(extra.get("key") or "")}


def start(config, state):
    """Listens, or raises OSError (try again) or PermissionError (refused as it is configured)."""
    given = settings(config)
    if given["host"] not in ("127.0.0.1", "localhost", "::1") and (len(given["key"]) < 8 or given["key"].lower() in PLACEHOLDERS):
        raise PermissionError(f"Refusing to start: binding to {given['host']} requires API_SERVER_KEY. "
                              "Set API_SERVER_KEY or use the default 127.0.0.1.")

    def respond(request):
        if request.path in ("/health", "/v1/health"):
            return 200, "application/json; charset=utf-8", {"status": "ok", "platform": "hermes-agent"}
        if request.path == "/health/detailed":
            now = state()
            return 200, "application/json; charset=utf-8", {
                "status": "ok", "platform": "hermes-agent", "gateway_state": now.get("gateway_state"), "platforms": now.get("platforms"),
                "active_agents": now.get("active_agents"), "exit_reason": now.get("exit_reason"), "updated_at": now.get("updated_at"),
                "pid": os.getpid()}
        if given["key"] and request.headers.get("authorization") != f"Bearer {given['key']}":
            return 401, "application/json; charset=utf-8", {"error": {"message": "Invalid API key", "type": "invalid_request_error",
                                                                      "code": "invalid_api_key"}}
        return 404, "text/plain; charset=utf-8", b"404: Not Found"

    return http.serve(given["host"], given["port"], respond, f"Hermes/{VERSION}")
