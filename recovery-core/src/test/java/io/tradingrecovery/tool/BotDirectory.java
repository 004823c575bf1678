package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A state directory that a bot has used, and what may happen to its files. */
record BotDirectory(Path path) {

    /** Saves numbered states, each with an intent journalled after it: {@code order-1} after 1. */
    static BotDirectory with(Path path, int snapshots) {
        BotDirectory directory = new BotDirectory(path);
        for (int i = 1; i <= snapshots; i++) {
            int number = i;
            directory.run(persistence -> {
                persistence.saveState(States.numbered(number));
                persistence.journal().intend(order("order-" + number));
            });
        }
        return directory;
    }

    static Order order(String id) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.MARKET)
                .quantity(States.amount("1"))
                .build();
    }

    /** A run of the bot, from load to close. */
    void run(Consumer<StatePersistence> work) {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(path).open()) {
            persistence.loadState();
            work.accept(persistence);
        }
    }

    void journal(Consumer<OrderJournal> work) {
        run(persistence -> work.accept(persistence.journal()));
    }

    Loaded load() {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(path).open()) {
            return (Loaded) persistence.loadState();
        }
    }

    /** The ids of the orders that a start would know of. */
    List<String> loadedOrders() {
        return load().orders().stream().map(Order::clientOrderId).sorted().toList();
    }

    Path snapshot(long sequence) {
        return path.resolve(SnapshotName.of(sequence));
    }

    List<Path> snapshots() throws IOException {
        return files(name -> SnapshotName.parse(name).isPresent());
    }

    List<Path> segments() throws IOException {
        return files(name -> name.endsWith(".wal"));
    }

    private List<Path> files(java.util.function.Predicate<String> wanted) throws IOException {
        try (Stream<Path> found = Files.list(path)) {
            return found.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    /** Changes one byte of the record that intends an order, and gives the segment it is in. */
    Path damageIntent(String clientOrderId) throws IOException {
        String wanted = "\"clientOrderId\":\"" + clientOrderId + "\"";
        for (Path segment : segments()) {
            int at = Files.readString(segment, StandardCharsets.ISO_8859_1).indexOf(wanted);
            if (at >= 0) {
                flip(segment, at + wanted.length() + 4);
                return segment;
            }
        }
        throw new IllegalStateException("No segment holds " + clientOrderId);
    }

    /** Every file's content, but for who holds the lock. */
    Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("owner.json") && !file.endsWith(".lock"))
                    .toList()) {
                contents.put(
                        path.relativize(file).toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** What a shell says of a snapshot by the one line of the format's documentation. */
    static String shellCheck(Path file) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "f=$1; [ \"$(tail -c +76 \"$f\" | sha256sum | cut -c1-64)\" = \"$(head -c 75 \"$f\" |"
                                + " tail -c 64)\" ] && echo OK",
                        "sh",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        shell.waitFor();
        return said;
    }

    static String[] arguments(String command, Path directory, String... more) {
        return Stream.concat(Stream.of(command, directory.toString()), Arrays.stream(more))
                .toArray(String[]::new);
    }
}
