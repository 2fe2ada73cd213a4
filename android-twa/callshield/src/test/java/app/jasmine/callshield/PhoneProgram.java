package app.jasmine.callshield;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * What the app says to a server, as a program that `tests/android/phone-and-server.test.ts` tells what to do: it prints its challenge, takes a code,
 * downloads twice, looks up a number a line, and asks once more at an empty line. `args`: the origin, and the seconds since 1970.
 */
final class PhoneProgram {
  private PhoneProgram() {}

  public static void main(String[] args) throws IOException, FilterException {
    BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Http http = new SyncClient(args[0]);
    long now = Long.parseLong(args[1]);
    String verifier = Pkce.newVerifier(new SecureRandom());
    System.out.println(Pkce.challengeOf(verifier));
    System.out.println(SyncProtocol.link(http, "AAAA-AAAA", verifier).kind);
    LinkAnswer linked = SyncProtocol.link(http, LinkCode.read(told.readLine()), verifier);
    System.out.println(linked.kind + " " + linked.token.expiresAt + " " + linked.token.generation);
    DownloadAnswer first = SyncProtocol.download(http, linked.token, "", now);
    System.out.println(first.kind + " " + SyncProtocol.download(http, linked.token, first.etag, now).kind);
    CallerFilter filter = CallerFilter.read(first.file, linked.token.key(), now);
    for (String number = told.readLine(); !number.isEmpty(); number = told.readLine()) System.out.println(filter.levelOfCaller(number));
    System.out.println(SyncProtocol.download(http, linked.token, first.etag, now).kind);
  }
}
