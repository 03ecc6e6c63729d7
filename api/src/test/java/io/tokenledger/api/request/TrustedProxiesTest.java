package io.tokenledger.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    @Test
    void a_proxy_is_one_whose_forwarded_headers_count() throws UnknownHostException {
        InetAddress proxy = InetAddress.getByName("10.0.0.10");
        InetAddress other = InetAddress.getByName("10.0.1.10");

        TrustedProxies byPattern = new TrustedProxies("10\\.0\\.0\\.\\d+");
        assertThat(byPattern.contains(proxy)).isTrue();
        assertThat(byPattern.contains(other)).isFalse();

        TrustedProxies byNetwork = new TrustedProxies("192.168.0.0/16, 10.0.0.0/24");
        assertThat(byNetwork.contains(proxy)).isTrue();
        assertThat(byNetwork.contains(other)).isFalse();

        assertThat(TrustedProxies.none().contains(proxy)).isFalse();
    }
}
