package io.tokenledger.historygenerator;

import java.util.List;

/**
 * Allocates networks, each only once while a range has free ones. All ranges are reserved for private use,
 * documentation or tests (RFC 1918, 2544, 3849, 6598).
 */
final class NetworkAllocator {
    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36");
    private static final List<String> TOOLS = List.of(
            "curl/8.14.1",
            "python-requests/2.32.4",
            "zenml/0.90.0 python-requests/2.32.4",
            "Python/3.12 aiohttp/3.12.13");
    private static final List<String> PIPELINES = List.of(
            "zenml/0.90.0 python-requests/2.32.4",
            "GitHubActionsRunner-linux-x64/2.326.0",
            "Terraform/1.12.2 (+https://www.terraform.io)",
            "gitlab-runner 18.1.0 linux/amd64",
            "curl/8.14.1");

    private final SeededRandom chance;
    private int offices;
    private int pipelines;
    private int homes;
    private int strangers;

    NetworkAllocator(SeededRandom chance) {
        this.chance = chance;
    }

    /** An office network; every fifth is IPv6. */
    SubscriberNetwork office() {
        int number = offices++;
        return number % 5 == 4
                ? new SubscriberNetwork("2001:db8:%x:%x".formatted(1 + (number >>> 8), 1 + (number & 0xFF)))
                : new SubscriberNetwork("10." + ((number >>> 8) & 0xFF) + "." + (number & 0xFF));
    }

    /** A network of pipelines, which all pipelines of an organization share. */
    SubscriberNetwork pipeline() {
        int number = pipelines++;
        return new SubscriberNetwork("172." + (16 + ((number >>> 8) & 0xF)) + "." + (number & 0xFF));
    }

    /** A home network; every fourth is IPv6. */
    SubscriberNetwork home() {
        int number = homes++;
        return number % 4 == 3
                ? new SubscriberNetwork(
                        "2001:db8:%x:%x".formatted(0x8000 | ((number >>> 8) & 0xFFF), 1 + (number & 0xFF)))
                : new SubscriberNetwork("100." + (64 + ((number >>> 8) & 0x3F)) + "." + (number & 0xFF));
    }

    /** A network of scanners. */
    SubscriberNetwork scanner() {
        return new SubscriberNetwork("198.18." + chance.below(256));
    }

    /** An IPv4 network of the attacker, which no other client uses. */
    SubscriberNetwork attacker() {
        return new SubscriberNetwork("198.19." + strangers++);
    }

    /** An IPv6 network of the attacker, which no other client uses. */
    SubscriberNetwork attackerV6() {
        return new SubscriberNetwork("2001:db8:ffff:" + Integer.toHexString(1 + strangers++));
    }

    String host(SubscriberNetwork network) {
        return network.address(1 + chance.below(254));
    }

    String browser() {
        return chance.pick(BROWSERS);
    }

    String tool() {
        return chance.pick(TOOLS);
    }

    String pipelineAgent() {
        return chance.pick(PIPELINES);
    }
}
