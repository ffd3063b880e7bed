"""Sends JPEG frames to the broker as a fixed number of cameras would, and keeps account of what was confirmed.

Environment: CAPTURE_BROKER (redis, rabbitmq or nats), CAPTURE_CAMERAS, CAPTURE_RATE (frames/s of each camera), and
PRODUCER_PASSWORD, of the broker's user producer. Once it has ended (SIGTERM) the last line of its log is a JSON record
of every frame.
"""

import base64
import json
import os
import signal
import socket
import struct
import sys
import threading
import time
import uuid
import zlib
from pathlib import Path

import pika
import pika.exceptions
import redis
from redis.sentinel import MasterNotFoundError, Sentinel

FRAMES = Path(__file__).parent / "frames"
CONFIRMED_FILE = Path("/tmp/confirmed")
SENTINELS = [(f"redis-sentinel-{number}", 26379) for number in (1, 2, 3)]
PRIMARY = "frames"
LOGIN = {"username": "producer", "password": os.environ["PRODUCER_PASSWORD"]}
AGAIN_S = 0.5
ANSWER_S = 5
# A camera that is further behind than this drops frames: what it would have shown is over.
BEHIND_S = 1.0
REPLICATED_MS = 2000

UNSENT, UNANSWERED, CONFIRMED, REFUSED = range(4)
NAMES = {CONFIRMED: "confirmed", REFUSED: "refused", UNANSWERED: "unanswered", UNSENT: "unsent"}

ending = threading.Event()


class Refused(Exception):
    """The broker said no to a frame."""


class RedisPublisher:
    """Appends frames to the stream; behind Sentinels a frame counts once a replica has it on disk."""

    def __init__(self):
        login = {
            **LOGIN,
            "socket_timeout": ANSWER_S,
            "socket_connect_timeout": ANSWER_S,
            "client_name": "frame-producer",
        }
        host, port, self.replicated = primary()
        self.redis = redis.Redis(host=host, port=port, **login)

    def publish(self, frame):
        try:
            self.redis.xadd("frames", {"frame": frame})
        except redis.exceptions.ResponseError as error:
            raise Refused(str(error)) from error
        if self.replicated:
            local, replicas = self.redis.execute_command("WAITAOF", 1, 1, REPLICATED_MS)
            if local < 1 or replicas < 1:
                raise ConnectionError("not on the disk of a replica (WAITAOF)")

    def close(self):
        self.redis.close()


def primary():
    """Host and port of the primary, and whether it has replicas: as the Sentinels say, where there are any."""
    try:
        known = [at for at in SENTINELS if resolves(at[0])]
        if known:
            sentinel = Sentinel(known, socket_timeout=1, sentinel_kwargs=LOGIN)
            return (*sentinel.discover_master(PRIMARY), True)
    except MasterNotFoundError as error:
        raise ConnectionError(str(error)) from error
    return "redis", 6379, False


def resolves(name):
    try:
        socket.getaddrinfo(name, None)
        return True
    except socket.gaierror:
        return False


class RabbitMQPublisher:
    """Publishes persistent, mandatory messages with publisher confirms."""

    def __init__(self):
        login = pika.PlainCredentials(**LOGIN)
        nodes = [name for name in ("rabbitmq", "rabbitmq-2", "rabbitmq-3") if resolves(name)]
        self.connection = pika.BlockingConnection([
            pika.ConnectionParameters(
                host=host,
                credentials=login,
                heartbeat=10,
                socket_timeout=ANSWER_S,
                blocked_connection_timeout=ANSWER_S,
                client_properties={"connection_name": "frame-producer"},
            )
            for host in nodes
        ])
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()

    def publish(self, frame):
        persistent = pika.BasicProperties(delivery_mode=2)
        try:
            self.channel.basic_publish("", "frame_queue", frame, persistent, mandatory=True)
        except (pika.exceptions.NackError, pika.exceptions.UnroutableError) as error:
            raise Refused(repr(error)) from error

    def close(self):
        self.connection.close()


class NatsPublisher:
    """Publishes messages to the stream and waits for JetStream's acknowledgement. Debian has no client of NATS for Python."""

    def __init__(self):
        # Of this connection alone: whoever else subscribes to it would take the acknowledgement for that of a frame of his own.
        self.inbox = f"_INBOX.producer.{uuid.uuid4().hex}"
        nodes = [name for name in ("nats", "nats-2", "nats-3") if resolves(name)]
        self.socket = self.connected(nodes)
        self.lines = self.socket.makefile("rb")
        login = {"user": LOGIN["username"], "pass": LOGIN["password"], "name": "frame-producer"}
        options = {**login, "verbose": False, "pedantic": False, "headers": True, "no_responders": True, "lang": "python"}
        self.socket.sendall(f"CONNECT {json.dumps(options)}\r\nSUB {self.inbox} 1\r\nPING\r\n".encode())
        while self.line() != b"PONG":
            pass

    @staticmethod
    def connected(nodes):
        trouble = ConnectionError("no node of NATS is known here")
        for node in nodes:
            try:
                return socket.create_connection((node, 4222), timeout=ANSWER_S)
            except OSError as error:
                trouble = error
        raise trouble

    def line(self):
        """What the server says next; its questions are answered, its errors raised."""
        while True:
            line = self.lines.readline()
            if not line:
                raise ConnectionError("the connection was closed")
            line = line.rstrip(b"\r\n")
            if line == b"PING":
                self.socket.sendall(b"PONG\r\n")
            elif line.startswith(b"-ERR"):
                raise ConnectionError(line.decode())
            elif not line.startswith(b"INFO"):
                return line

    def publish(self, frame):
        self.socket.sendall(b"PUB frames %s %d\r\n%s\r\n" % (self.inbox.encode(), len(frame), frame))
        words = self.line().split()
        body = self.lines.read(int(words[-1]) + 2)
        if words[0] == b"HMSG":
            raise Refused("no responders")
        answer = json.loads(body)
        if "error" in answer:
            raise Refused(answer["error"]["description"])

    def close(self):
        self.socket.close()


PUBLISHERS = {"redis": RedisPublisher, "rabbitmq": RabbitMQPublisher, "nats": NatsPublisher}
LOST = (
    ConnectionError,
    OSError,
    redis.exceptions.RedisError,
    pika.exceptions.AMQPError,
)


class Camera(threading.Thread):
    """One camera: a frame is due every 1/rate seconds, whatever became of the one before."""

    def __init__(self, producer, kind, rate):
        super().__init__(name=f"camera {producer}")
        self.producer = producer
        self.kind = kind
        self.rate = rate
        self.pictures = [path.read_bytes() for path in sorted(FRAMES.glob("*.jpg"))]
        self.fates = bytearray()
        self.publisher = None
        self.trouble = None

    def run(self):
        start = time.monotonic()
        while not ending.is_set():
            sequence = len(self.fates)
            due = start + sequence / self.rate
            if ending.wait(max(0.0, due - time.monotonic())):
                break
            self.fates.append(UNSENT)
            if time.monotonic() - due < BEHIND_S:
                self.send(sequence, due)
        if self.publisher:
            self.close()

    def send(self, sequence, due):
        try:
            if self.publisher is None:
                self.publisher = self.kind()
            frame = encoded(self.producer, sequence, due, self.pictures[sequence % len(self.pictures)])
            self.fates[sequence] = UNANSWERED
            self.publisher.publish(frame)
            self.fates[sequence] = CONFIRMED
            self.say(None)
            CONFIRMED_FILE.touch()
        except Refused as refusal:
            self.fates[sequence] = REFUSED
            self.say(f"refused: {refusal}")
        except LOST as error:
            self.say(f"no broker: {error!r}")
            if self.publisher:
                self.close()
            self.publisher = None
            ending.wait(AGAIN_S)

    def close(self):
        try:
            self.publisher.close()
        except LOST:
            pass

    def say(self, trouble):
        """Tells of a change, once."""
        if trouble == self.trouble:
            return
        self.trouble = trouble
        # One write, so that cameras do not speak into each other's lines.
        sys.stdout.write(f"{self.name}: {trouble or 'frames are confirmed'}\n")


def encoded(producer, sequence, due, picture):
    """The frame as it travels: src/traffic/frame.ts."""
    head = struct.pack(">IId", producer, sequence, due * 1000)
    return head + struct.pack(">I", zlib.crc32(picture, zlib.crc32(head))) + picture


def record(cameras):
    """Every frame's fate, one byte each, in the words of src/judges/delivery.ts."""
    return [
        {
            "producer": camera.producer,
            "attempted": len(camera.fates),
            **{name: camera.fates.count(fate) for fate, name in NAMES.items()},
            "fates": base64.b64encode(zlib.compress(bytes(camera.fates))).decode(),
        }
        for camera in cameras
    ]


def main():
    kind = PUBLISHERS.get(os.environ.get("CAPTURE_BROKER", "redis"))
    if kind is None:
        sys.exit(f"CAPTURE_BROKER: expected {', '.join(PUBLISHERS)}, saw {os.environ['CAPTURE_BROKER']}")
    rate = float(os.environ.get("CAPTURE_RATE", "25"))
    # Numbers that no earlier run of this container has used: the seconds of the day it was started, and the camera.
    first = int(time.time()) % 2**25 * 64
    cameras = [Camera(first + index, kind, rate) for index in range(int(os.environ.get("CAPTURE_CAMERAS", "4")))]
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ending.set())
    for camera in cameras:
        camera.start()
    ending.wait()
    for camera in cameras:
        camera.join()
    print(json.dumps({"record": record(cameras)}))


if __name__ == "__main__":
    main()
