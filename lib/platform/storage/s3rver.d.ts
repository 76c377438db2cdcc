/** What the tests use of it; the package brings no types of its own. */
declare module "s3rver" {
  type Bucket = { readonly name: string; readonly configs: readonly string[] };
  type Options = {
    readonly port: number;
    readonly address: string;
    readonly silent: boolean;
    readonly directory: string;
    readonly configureBuckets: readonly Bucket[];
  };
  export default class S3rver {
    constructor(options: Options);
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
