package io.tokenledger.command.token;

import java.util.UUID;

/** Owner of the API keys that a request is about: the service account in its path, otherwise the caller. */
record KeyOwner(UUID accountId) {}
