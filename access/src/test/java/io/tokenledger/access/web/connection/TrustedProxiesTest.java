package io.tokenledger.access.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    @Test
    void a_proxy_is_one_whose_forwarded_headers_count() throws UnknownHostException {
        InetAddress proxy = InetAddress.getByName("10.0.0.10");
        InetAddress other = InetAddress.getByName("10.0.1.10");

        TrustedProxies byPattern = new TrustedProxies("native", "10\\.0\\.0\\.\\d+");
        assertThat(byPattern.contains(proxy)).isTrue();
        assertThat(byPattern.contains(other)).isFalse();

        TrustedProxies byNetwork = new TrustedProxies("NATIVE", "192.168.0.0/16, 10.0.0.0/24");
        assertThat(byNetwork.contains(proxy)).isTrue();
        assertThat(byNetwork.contains(other)).isFalse();

        assertThat(new TrustedProxies("none", ".*").contains(proxy)).isFalse();
    }
}
