package io.tokenledger.events.retention;

import io.tokenledger.events.LedgerEvent;

/** An event that replaces others at one of their positions. They belong to no aggregate. */
public sealed interface RetentionEvent extends LedgerEvent permits TokenUsesSummarized {}
