# Two stages: the program is built without cgo and runs alone on an empty image,
# as an ordinary user, with its data in one volume.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /vitrine ./cmd/vitrine \
 && mkdir -p /data && chown 65532:65532 /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build /vitrine /vitrine
USER 65532:65532
VOLUME /data
ENV VITRINE_DATA_DIR=/data VITRINE_PUBLIC_ADDR=0.0.0.0:8080 VITRINE_ADMIN_ADDR=0.0.0.0:8081
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["/vitrine", "doctor", "--ready"]
ENTRYPOINT ["/vitrine"]
CMD ["serve"]
