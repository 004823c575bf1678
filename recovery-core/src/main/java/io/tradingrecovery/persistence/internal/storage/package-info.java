/** The file layer, behind {@link io.tradingrecovery.persistence.internal.storage.Storage}. Not API. */
package io.tradingrecovery.persistence.internal.storage;
