package dev.fettle.check;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whom a check of a connection believes: what the JDK does, or the certificates in a file of the
/// user's.
final class Trust {
    private final X509ExtendedTrustManager manager;

    private Trust(X509ExtendedTrustManager manager) {
        this.manager = manager;
    }

    /// @param authorities a file of PEM certificates, where the user has some
    static Trust of(Optional<Path> authorities) throws IOException {
        try {
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities.isPresent() ? store(authorities.get()) : null);
            for (var each : factory.getTrustManagers()) {
                if (each instanceof X509ExtendedTrustManager found) {
                    return new Trust(found);
                }
            }
            throw new IllegalStateException("the JDK trusts nobody");
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates cannot be read: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(Path authorities) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Reading.open(authorities)) {
            int n = 0;
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority " + n++, each);
            }
        }
        return store;
    }

    SSLContext context() throws IOException {
        return context(manager);
    }

    /// What a server showed, and why it is not believed, where it is not.
    static final class Shown extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager manager;
        private List<X509Certificate> chain = List.of();
        private Optional<CertificateException> doubt = Optional.empty();

        private Shown(X509ExtendedTrustManager manager) {
            this.manager = manager;
        }

        List<X509Certificate> chain() {
            return chain;
        }

        Optional<CertificateException> doubt() {
            return doubt;
        }

        SSLContext context() throws IOException {
            return Trust.context(this);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
            chain = List.of(shown);
            try {
                manager.checkServerTrusted(shown, type, socket);
            } catch (CertificateException e) {
                doubt = Optional.of(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine)
                throws CertificateException {
            manager.checkServerTrusted(shown, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type)
                throws CertificateException {
            manager.checkServerTrusted(shown, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket)
                throws CertificateException {
            manager.checkClientTrusted(shown, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine)
                throws CertificateException {
            manager.checkClientTrusted(shown, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type)
                throws CertificateException {
            manager.checkClientTrusted(shown, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return manager.getAcceptedIssuers();
        }
    }

    /// For a connection over which nothing is said: a certificate that is not believed is looked at
    /// all the same.
    Shown shown() {
        return new Shown(manager);
    }

    private static SSLContext context(X509ExtendedTrustManager manager) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
