/** The threads that do disk work. Not API. */
package io.tradingrecovery.persistence.internal.thread;
