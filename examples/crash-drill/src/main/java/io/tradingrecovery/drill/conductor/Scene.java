package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.bot.BotSettings;
import io.tradingrecovery.drill.bot.DrillBot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The processes and files of a drill. Not thread-safe. */
final class Scene implements AutoCloseable {

    private final Path directory;
    private final Programs programs;
    private final Timers timers;
    private final BotCensus census;
    private Process exchange;
    private Process watchdog;
    private final URI uri;
    final ExchangeControl control;
    final WitnessReader witness;
    final BotSettings settings;

    private Scene(Path directory, Programs programs, Timers timers, Process exchange, URI uri) throws IOException {
        this.directory = directory;
        this.programs = programs;
        this.timers = timers;
        this.exchange = exchange;
        this.uri = uri;
        control = new ExchangeControl(uri);
        witness = new WitnessReader(directory.resolve("witness.log"));
        settings = new BotSettings(
                directory.resolve("state"),
                uri.toString(),
                directory.resolve("witness.log"),
                Files.createDirectories(directory.resolve("break-points")),
                timers.settle(),
                timers.starts());
        census = new BotCensus(programs.mark());
        watchdog = programs.watchdog(directory.resolve("watchdog"), timers, settings, log("watchdog.log"));
    }

    /** Starts the exchange, and the watchdog with the bot. */
    static Scene open(Path directory, Programs programs, Timers timers) throws IOException {
        Path exchangeDirectory = Files.createDirectories(directory.resolve("exchange"));
        Process exchange = programs.exchange(exchangeDirectory, 0);
        Scene scene = new Scene(directory, programs, timers, exchange, address(exchange));
        Runtime.getRuntime().addShutdownHook(new Thread(scene::close, "drill-end"));
        return scene;
    }

    private static URI address(Process exchange) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(exchange.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line == null || !line.startsWith("Listening at ")) {
            throw new IOException("The exchange did not start; it said: " + line);
        }
        return URI.create(line.substring("Listening at ".length()));
    }

    Path stateDirectory() {
        return settings.state();
    }

    Timers timers() {
        return timers;
    }

    /** The one bot that is alive; waits for it. */
    ProcessHandle bot() {
        return Waiting.until(timers.patience(), () -> census.bots().stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("There is no bot"));
    }

    List<String> twoBots() {
        return census.twoBots();
    }

    void killWatchdog() {
        Programs.kill(watchdog.toHandle());
    }

    void startWatchdog() throws IOException {
        watchdog = programs.watchdog(directory.resolve("watchdog"), timers, settings, log("watchdog.log"));
    }

    /** Stops the watchdog's clock, so that nothing restarts a bot meanwhile. */
    void pauseWatchdog() throws IOException, InterruptedException {
        Programs.signal("STOP", watchdog.pid());
    }

    void resumeWatchdog() throws IOException, InterruptedException {
        Programs.signal("CONT", watchdog.pid());
    }

    /** What the watchdog's {@code status} ends with. */
    int watchdogStatus() {
        try {
            return programs.watchdogVerb("status", directory.resolve("watchdog"), log("operator.log"));
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog can't be asked for its status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the watchdog for its status", e);
        }
    }

    /** Says, as a person, that the watchdog may start the bot again. */
    void resumeBot() throws IOException, InterruptedException {
        int exit = programs.watchdogVerb("resume", directory.resolve("watchdog"), log("operator.log"));
        if (exit != 0) {
            throw new IOException("The watchdog's resume ended with " + exit + "; see " + log("operator.log"));
        }
    }

    int countBots() {
        return census.bots().size();
    }

    void killExchange() {
        Programs.kill(exchange.toHandle());
    }

    /** Starts the exchange where it was. */
    void startExchange() throws IOException {
        exchange = programs.exchange(directory.resolve("exchange"), uri.getPort());
        address(exchange);
    }

    /** Asks the bot to stand still at a place. */
    void setBreakPoint(String place) throws IOException {
        Files.createFile(settings.breakPoints().resolve(place));
    }

    void clearBreakPoint(String place) throws IOException {
        Files.deleteIfExists(settings.breakPoints().resolve(place));
    }

    /** Waits for a note from this one on. */
    Optional<WitnessReader.Note> await(int from, Predicate<WitnessReader.Note> fits) {
        return Waiting.until(timers.patience(), () -> witness.firstFrom(from, fits));
    }

    /**
     * Waits for a note from this one on.
     *
     * @throws IllegalStateException with this message if there is none in time
     */
    void require(int from, Predicate<WitnessReader.Note> fits, String otherwise) {
        Waiting.require(timers.patience(), () -> witness.firstFrom(from, fits).isPresent(), otherwise);
    }

    /** Ends watchdog and bot, and starts the bot alone for a last recovery. */
    Process lastLife() throws IOException {
        killWatchdog();
        census.bots().forEach(Programs::kill);
        return programs.alone(DrillBot.class, settings, Map.of(), log("last-bot.log"));
    }

    private Path log(String name) {
        return directory.resolve(name);
    }

    /** Nothing that was started outlives the drill, also where it is interrupted. */
    @Override
    public synchronized void close() {
        killWatchdog();
        census.bots().forEach(Programs::kill);
        killExchange();
        census.close();
    }
}
