package io.tradingrecovery.benchmarks.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A state as the one row of an SQLite table, each save a transaction of its own, synced in full. */
final class SqliteState implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement update;

    private SqliteState(Connection connection, PreparedStatement update) {
        this.connection = connection;
        this.update = update;
    }

    static SqliteState create(Path file, String journalMode) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode=" + journalMode)) {
                String actual = mode.next() ? mode.getString(1) : "nothing";
                if (!actual.equalsIgnoreCase(journalMode)) {
                    throw new SQLException("journal_mode is " + actual + " instead of " + journalMode);
                }
            }
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, json BLOB NOT NULL)");
            statement.execute("INSERT INTO state VALUES (1, x'')");
        }
        return new SqliteState(connection, connection.prepareStatement("UPDATE state SET json = ? WHERE id = 1"));
    }

    /** Saves; durable when it returns, since each statement is a transaction. */
    long save(byte[] bytes) throws SQLException {
        update.setBytes(1, bytes);
        return update.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        update.close();
        connection.close();
    }
}
