package dev.fettle.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restic 0.14.0 compiled with go1.19.8 on linux/amd64 | 0.14.0",
                "borg 1.2.4 | 1.2.4",
                "rsync  version 3.2.7  protocol version 31 | 3.2.7",
                "psql (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1) | 15.8",
                "3.40.1 2022-12-28 14:03:47 df5c253c0b3dd24916e4ec7cf77d3db5294cc9fd45ae7b9c5e82 | 3.40.1",
                "Version: ImageMagick 6.9.11-60 Q16 x86_64 2021-01-25 https://imagemagick.org | 6.9.11-60",
                "ffmpeg version 5.1.6-0+deb12u1 Copyright (c) 2000-2024 the FFmpeg developers | 5.1.6-0+deb12u1",
                "ffmpeg version n6.1 Copyright (c) 2000-2023 the FFmpeg developers | 6.1",
                "rclone v1.60.1-DEV | 1.60.1-DEV",
                "jq-1.6 | 1.6",
                "openjdk 25 2025-09-16 | 25",
                "systemd 252 (252.38-1~deb12u1) | 252.38-1~deb12u1",
                "less 590 (GNU regular expressions) | 590",
                "OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.15 3 Sep 2024 | 9.2p1",
                "LAME 64bits version 3.100 (http://lame.sf.net) | 3.100",
                "node: /usr/lib/x-1.5/a.so: no such file; v18.19.0 | 18.19.0"
            })
    void a_version_is_found_in_what_programs_say(String said, String version) {
        assertThat(Version.in("\n" + said + "\nlibrary 9.9.9\n").orElseThrow().text())
                .isEqualTo(version);
    }

    @Test
    void where_there_is_none_none_is_found() {
        assertThat(Version.in("usage: go [-x86_64] /usr/lib/python3.11/x.py\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.9,0.14",
        "0.14-rc1,0.14",
        "0.14rc2,0.14rc10",
        "2.0.0a3,2.0.0b1",
        "2.0.0b14,2.0.0",
        "1.2-beta,1.2",
        "1.1.1v,1.1.1w",
        "1.1.1,1.1.1a",
        "9.2,9.2p1",
        "6.9.11,6.9.11-60",
        "6.9.11-60,7",
        "99999999999999999998,99999999999999999999"
    })
    void an_earlier_one_comes_before_a_later_one(String earlier, String later) {
        assertThat(Version.of(earlier)).isLessThan(Version.of(later));
        assertThat(Version.of(later)).isGreaterThan(Version.of(earlier));
    }

    @ParameterizedTest
    @CsvSource({"0.14,0.14.0", "1.60.1,1.60.1-DEV", "15.8,15.8+deb12u1", "2.0RC1,2.0-rc.1"})
    void what_says_nothing_of_the_order_is_not_heard(String one, String other) {
        assertThat(Version.of(one)).isEqualByComparingTo(Version.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        ">= 0.14,0.14.0,true",
        ">= 0.14,0.13.9,false",
        ">= 0.14,0.14.0-rc1,false",
        "> 0.14,0.14.0,false",
        "> 0.14,0.14.1,true",
        "<= 1.2,1.2.0,true",
        "<= 1.2,1.2.1,false",
        "< 2,1.99,true",
        "< 2,2.0,false",
        "== 2.31,2.31.0,true",
        "== 2.31,2.31.1,false",
        "== 2.31.*,2.31.1,true",
        "== 2.31.*,2.31,true",
        "== 2.31.*,2.32,false",
        "== 2.31.*,2.3.1,false"
    })
    void a_range_admits_what_it_says(String range, String version, boolean admitted) {
        assertThat(VersionRange.of(range).admits(Version.of(version))).isEqualTo(admitted);
        assertThat(VersionRange.of(range).words()).isEqualTo(range);
    }
}
