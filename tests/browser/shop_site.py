"""The site of a shop on an origin of its own, with the pages that a test writes."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.stack.processes import ROOT

MODULES = ROOT / "agent_desk" / "web" / "node_modules"

SCRIPTS = {
    "/turbo.js": ["@hotwired/turbo/dist/turbo.es2017-umd.js"],
    # React 19 is less strict about elements that it has not made.
    "/react.js": [
        "react/umd/react.production.min.js",
        "react-dom/umd/react-dom.production.min.js",
    ],
    "/vue.js": ["vue/dist/vue.global.prod.js"],
}


class ShopSite:
    """``headers`` maps paths to more headers."""

    identity_secret = "0123456789abcdef0123456789abcdef"

    def __init__(self, port, desk):
        self.origin = f"http://127.0.0.1:{port}"
        self.desk = desk
        self.pages = {}
        self.headers = {}
        # /slow.png is not answered before it is set.
        self.slow = threading.Event()

    def tag(self, shop="demo", **data):
        """The script tag, with ``data`` as further data attributes."""
        attributes = "".join(f' data-{name}="{value}"' for name, value in data.items())
        return f'<script src="{self.desk}/widget.js" data-shop="{shop}"{attributes} async></script>'

    def put(self, path, body, head=None, lang="en"):
        """Writes the page at ``path`` and returns its address. ``head`` is the script tag if None."""
        self.pages[path] = (
            f'<!doctype html><html lang="{lang}"><head><title>{path}</title>'
            f'<link rel="icon" href="data:,">{self.tag() if head is None else head}</head>'
            f"<body>{body}</body></html>"
        )
        return f"{self.origin}{path}"

    def body_of(self, path):
        if path in SCRIPTS:
            return "text/javascript", "".join(
                (MODULES / name).read_text() for name in SCRIPTS[path]
            )
        return "text/html; charset=utf-8", self.pages.get(path)


@contextmanager
def shop_site(desk):
    """Yields a site that serves until the end of the block. ``desk`` is the address of its desk."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = urlsplit(self.path).path
            if path == "/slow.png":
                site.slow.wait(60)
            kind, body = site.body_of(path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kind)
            for name, value in site.headers.get(path, {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = ShopSite(server.server_port, desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.slow.set()
        server.shutdown()
        server.server_close()
        thread.join()
