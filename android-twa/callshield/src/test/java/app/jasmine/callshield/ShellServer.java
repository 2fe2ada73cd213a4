package app.jasmine.callshield;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.rules.ExternalResource;

/** A server on this machine that answers what it is told to, and remembers what it was asked. */
final class ShellServer extends ExternalResource {
  /** `POST /api/callshield/token {…}`, `GET /api/callshield/filter?generation=1 Bearer … "etag"`. */
  final List<String> asked = new ArrayList<>();
  int status = 200;
  byte[] body = new byte[0];
  /** Of the filter's address; null: as everywhere. */
  byte[] list;
  String etag;
  String location;
  String userAgent;
  private HttpServer server;

  @Override
  protected void before() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @Override
  protected void after() {
    server.stop(0);
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the server gives for a code that is right. */
  void answersToken(LinkedToken token, String expiresAt) {
    status = 200;
    body = ("{\"token\":\"" + token.token + "\",\"expiresAt\":\"" + expiresAt + "\",\"key\":\"" + Base64Url.write(token.key()) + "\",\"generation\":" + token.generation + "}").getBytes(StandardCharsets.UTF_8);
  }

  void answers(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] read = new byte[4096];
    int count = Math.max(0, exchange.getRequestBody().read(read));
    String path = exchange.getRequestURI().toString();
    asked.add(exchange.getRequestMethod() + " " + path + said(new String(read, 0, count, StandardCharsets.UTF_8)) + said(header(exchange, "Authorization")) + said(header(exchange, "If-None-Match")));
    userAgent = header(exchange, "User-Agent");
    if (etag != null) exchange.getResponseHeaders().set("ETag", etag);
    if (location != null) exchange.getResponseHeaders().set("Location", location);
    byte[] bytes = list != null && path.startsWith("/api/callshield/filter") ? list : body;
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private static String said(String text) {
    return text == null || text.isEmpty() ? "" : " " + text;
  }
}
