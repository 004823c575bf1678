/** Strict reading of JSON: {@link io.tradingrecovery.providers.internal.json.JsonView} takes nothing for granted. */
package io.tradingrecovery.providers.internal.json;
