import type { S3Client } from "@aws-sdk/client-s3";
import { checkKey } from "@/lib/platform/storage/keys";
import type { Storage } from "@/lib/platform/storage/storage";

export type S3Place = {
  readonly S3_BUCKET: string;
  /** Null or absent: Amazon's own. Any store that speaks S3 has an address here. */
  readonly S3_ENDPOINT?: string;
  readonly S3_REGION: string;
  /** Absent: as the machine's own surroundings say (an instance's role, for one). */
  readonly S3_ACCESS_KEY_ID?: string;
  readonly S3_SECRET_ACCESS_KEY?: string;
};

type Sdk = typeof import("@aws-sdk/client-s3");
type Opened = { readonly sdk: Sdk; readonly client: S3Client };

// The library is large: only who keeps files in S3 loads it.
async function open(place: S3Place): Promise<Opened> {
  const sdk = await import("@aws-sdk/client-s3");
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = place;
  const client = new sdk.S3Client({
    region: place.S3_REGION,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(id && secret ? { credentials: { accessKeyId: id, secretAccessKey: secret } } : {}),
    // Stores that are not Amazon's refuse the checksums that newer clients add by themselves.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 },
  });
  return { sdk, client };
}

/** Files in a bucket of any store that speaks S3. What it does not answer within ten seconds, thrice, is thrown. */
export function s3Storage(place: S3Place): Storage {
  const { S3_BUCKET: Bucket } = place;
  let opened: Promise<Opened> | null = null;
  const opening = () => {
    opened ??= open(place);
    return opened;
  };
  return {
    put: async (Key, Body, ContentType) => {
      checkKey(Key);
      const { sdk, client } = await opening();
      await client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ContentType }));
    },
    get: async (Key) => {
      checkKey(Key);
      const { sdk, client } = await opening();
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
        return Body ? await Body.transformToByteArray() : null;
      } catch (error) {
        if (error instanceof sdk.NoSuchKey || error instanceof sdk.NotFound) return null;
        throw error;
      }
    },
    remove: async (keys) => {
      const { sdk, client } = await opening();
      for (const Key of keys) {
        checkKey(Key);
        await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
      }
    },
  };
}
