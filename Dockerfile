# An image of one static file: no shell, no libraries, no network.
#
#   docker build -t candor .
#   docker run --rm -v "$PWD:/calls:ro" -w /calls candor report call.md
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /candor .

FROM scratch
COPY --from=build /candor /candor
COPY --from=build /src/LICENSE /src/NOTICE /
USER 65534:65534
ENTRYPOINT ["/candor"]
