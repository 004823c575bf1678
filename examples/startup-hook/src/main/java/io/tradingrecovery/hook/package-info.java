/** The smallest complete bot: {@link io.tradingrecovery.hook.Bot}, and a day in its life. */
@NullMarked
package io.tradingrecovery.hook;

import org.jspecify.annotations.NullMarked;
