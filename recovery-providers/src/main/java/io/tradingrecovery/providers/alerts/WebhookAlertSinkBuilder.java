package io.tradingrecovery.providers.alerts;

import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.time.Sleeper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link WebhookAlertSink} needs. Not thread-safe. */
public final class WebhookAlertSinkBuilder {

    private final String address;
    private @Nullable WebhookFormat format;
    private boolean plainHttpAllowed;
    private int capacity = 100;
    private int attempts = 5;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(5);
    private Duration repeatWindow = Duration.ofMinutes(5);
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.SYSTEM;

    WebhookAlertSinkBuilder(String address) {
        this.address = address;
    }

    /** What the webhook takes; Discord's and Slack's hosts are recognised, and anything else gets JSON. */
    public WebhookAlertSinkBuilder format(WebhookFormat value) {
        format = value;
        return this;
    }

    /** Whether the address may be plain http on another machine, as a relay inside a network is; false unless said. */
    public WebhookAlertSinkBuilder allowPlainHttp(boolean allowed) {
        plainHttpAllowed = allowed;
        return this;
    }

    /** How many alerts may wait; 100 unless said. */
    public WebhookAlertSinkBuilder capacity(int alerts) {
        capacity = positive("capacity", alerts);
        return this;
    }

    /** How often an alert is tried; 5 times unless said. */
    public WebhookAlertSinkBuilder attempts(int times) {
        attempts = positive("attempts", times);
        return this;
    }

    /** How long an attempt may take; 10 seconds unless said. */
    public WebhookAlertSinkBuilder timeout(Duration value) {
        timeout = positive("timeout", value);
        return this;
    }

    /** How long {@code close()} waits for alerts to be sent; 5 seconds unless said. */
    public WebhookAlertSinkBuilder closeTimeout(Duration value) {
        closeTimeout = positive("closeTimeout", value);
        return this;
    }

    /** For how long an alert like one before is only counted; 5 minutes unless said. */
    public WebhookAlertSinkBuilder repeatWindow(Duration value) {
        repeatWindow = positive("repeatWindow", value);
        return this;
    }

    /** What time it is; the system's unless said. */
    public WebhookAlertSinkBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** How it waits between attempts; by sleeping unless said. */
    public WebhookAlertSinkBuilder sleeper(Sleeper value) {
        sleeper = value;
        return this;
    }

    int capacity() {
        return capacity;
    }

    int attempts() {
        return attempts;
    }

    Duration timeout() {
        return timeout;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    Duration repeatWindow() {
        return repeatWindow;
    }

    Clock clock() {
        return clock;
    }

    Sleeper sleeper() {
        return sleeper;
    }

    /**
     * The sink, whose thread waits for alerts.
     *
     * @throws IllegalArgumentException if the address is none, or not a safe one; the message does not hold it
     */
    public WebhookAlertSink build() {
        URI uri = BaseUrl.httpUri("The webhook's address", address, plainHttpAllowed);
        return new WebhookAlertSink(this, uri, format == null ? formatOf(uri) : format);
    }

    private static WebhookFormat formatOf(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("discord.com") || host.equals("discordapp.com") || host.endsWith(".discord.com")) {
            return WebhookFormat.DISCORD;
        }
        return host.equals("hooks.slack.com") ? WebhookFormat.SLACK : WebhookFormat.JSON;
    }

    private static int positive(String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + " is " + value + "; give at least 1");
        }
        return value;
    }

    private static Duration positive(String setting, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(setting + " is " + value + "; give a time above zero");
        }
        return value;
    }

    /** The type's name; no address. */
    @Override
    public String toString() {
        return "WebhookAlertSinkBuilder";
    }
}
