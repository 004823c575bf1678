package io.tradingrecovery.benchmarks.quotes;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A server on loopback that answers every request with the same kind of JSON, and does as little for it as can be. */
final class LoopbackServer implements AutoCloseable {

    private static final int BACKLOG = 16;

    private final ServerSocket server;
    private final Supplier<String> body;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    LoopbackServer(Supplier<String> body) throws IOException {
        this.body = body;
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        start("loopback-server", this::accept);
    }

    String url() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** A port at which nobody listens. */
    static String refusingUrl() throws IOException {
        try (ServerSocket once = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            return "http://" + once.getInetAddress().getHostAddress() + ":" + once.getLocalPort();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start("loopback-connection", () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (readHead(in)) {
                byte[] json = body.get().getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length
                        + "\r\n\r\n";
                byte[] whole = new byte[head.length() + json.length];
                System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, whole, 0, head.length());
                System.arraycopy(json, 0, whole, head.length(), json.length);
                socket.getOutputStream().write(whole);
            }
        } catch (IOException e) {
            // The client or close() has ended the connection.
        } finally {
            open.remove(socket);
        }
    }

    /** Reads up to the empty line; false at the end of the connection. */
    private static boolean readHead(InputStream in) throws IOException {
        int ends = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                ends++;
            } else if (c != '\r') {
                ends = 0;
            }
            if (ends == 2) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
